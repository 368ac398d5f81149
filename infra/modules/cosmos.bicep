metadata description = 'The store on Cosmos DB, serverless. Data is reached by identity only; containers are made here and never at run time.'

@description('The name of the account.')
@maxLength(44)
param name string

@description('Where it lives.')
param location string

@description('Tags on every resource.')
param tags { *: string }

@description('Who reads and writes the data.')
param principalId string

var databaseName = 'dealflow'
var containers = [
  { name: 'registrations', partitionKey: '/id' }
  // One partition for a manufacturer and line, so that its arbiter and claims change in one batch.
  { name: 'claims', partitionKey: '/partition' }
]
var dataContributor = '00000000-0000-0000-0000-000000000002'

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: [{ name: 'EnableServerless' }]
    // One holder for a customer and line needs the latest write; lists ask for less.
    consistencyPolicy: { defaultConsistencyLevel: 'Strong' }
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: false }]
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous7Days' } }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: databaseName
  properties: { resource: { id: databaseName } }
}

resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = [
  for item in containers: {
    parent: database
    name: item.name
    properties: {
      resource: {
        id: item.name
        partitionKey: { kind: 'Hash', version: 2, paths: [item.partitionKey] }
      }
    }
  }
]

resource contributes 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(database.id, principalId, dataContributor)
  properties: {
    principalId: principalId
    roleDefinitionId: resourceId(
      'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions',
      account.name,
      dataContributor
    )
    scope: '${account.id}/dbs/${database.name}'
  }
}

@description('The endpoint of the account.')
output endpoint string = account.properties.documentEndpoint

@description('The database that holds the containers.')
output databaseName string = database.name
