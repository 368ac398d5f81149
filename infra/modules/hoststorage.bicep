metadata description = 'What the Functions host itself keeps: the deployed package, locks of timers, and the durable tasks where they run on Azure Storage.'

@description('The name of the account.')
@maxLength(24)
param name string

@description('Where it lives.')
param location string

@description('Tags on every resource.')
param tags { *: string }

@description('How it is replicated.')
param sku string

@description('Whether the account is reached through private endpoints only.')
param isPrivate bool

@description('Whether deals run on its queues and tables.')
param runsDeals bool

@description('Who the host runs as.')
param principalId string

// The host takes leases and keeps its secrets in blobs, which asks for this role and no less.
var storageBlobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var storageQueueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var storageTableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
var roles = runsDeals
  ? [storageBlobDataOwner, storageQueueDataContributor, storageTableDataContributor]
  : [storageBlobDataOwner]

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'packages'
  properties: { publicAccess: 'None' }
}

resource works 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(account.id, principalId, role)
    scope: account
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

@description('The account.')
output id string = account.id

@description('Its endpoints.')
output endpoints { blob: string, queue: string, table: string } = {
  blob: account.properties.primaryEndpoints.blob
  queue: account.properties.primaryEndpoints.queue
  table: account.properties.primaryEndpoints.table
}

@description('The container that holds the deployed package.')
output packagesUrl string = '${account.properties.primaryEndpoints.blob}${packages.name}'
