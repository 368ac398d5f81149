metadata description = 'The store on Cosmos DB. Data is reached by identity only; the container is made here and never at run time.'

@description('The name of the account.')
@maxLength(44)
param name string

@description('Where it lives.')
param location string

@description('Tags on every resource.')
param tags { *: string }

@description('The most request units in a second that are scaled to; 0: serverless, paid by the request.')
param autoscaleMax int

@description('Whether the account is reached through private endpoints only.')
param isPrivate bool

@description('Who reads and writes the data: the application, and the deployer for the first key.')
param principalIds string[]

var databaseName = 'dealflow'
var dataContributor = '00000000-0000-0000-0000-000000000002'

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: autoscaleMax == 0 ? [{ name: 'EnableServerless' }] : []
    // One holder for a customer and line needs the latest write; lists ask for less.
    consistencyPolicy: { defaultConsistencyLevel: 'Strong' }
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: false }]
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous7Days' } }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: databaseName
  properties: { resource: { id: databaseName } }
}

// One container: what changes together lies in one partition, what is listed has documents of its own, and throughput is paid once.
resource deals 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = {
  parent: database
  name: 'deals'
  properties: {
    options: autoscaleMax == 0 ? {} : { autoscaleSettings: { maxThroughput: autoscaleMax } }
    resource: {
      id: 'deals'
      partitionKey: { kind: 'Hash', version: 2, paths: ['/pk'] }
      defaultTtl: -1 // each document says for itself how long it stays
      indexingPolicy: {
        indexingMode: 'consistent'
        automatic: true
        includedPaths: [{ path: '/*' }]
        excludedPaths: [{ path: '/body/*' }, { path: '/pending/*' }, { path: '/"_etag"/?' }]
      }
    }
  }
}

resource contributes 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = [
  for principalId in principalIds: {
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
]

@description('The account.')
output id string = account.id

@description('The endpoint of the account.')
output endpoint string = account.properties.documentEndpoint

@description('The database that holds the container.')
output databaseName string = database.name

@description('The container.')
output containerName string = deals.name
