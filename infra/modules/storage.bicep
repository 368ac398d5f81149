metadata description = 'Collateral in Blob Storage. Links are user-delegation SAS: the account has no shared key.'

@description('The name of the account.')
@maxLength(24)
param name string

@description('Where it lives.')
param location string

@description('Tags on every resource.')
param tags { *: string }

@description('How it is replicated.')
param sku string

@description('Who reads collateral and signs links to it.')
param principalId string

@description('Who uploads collateral; empty: nobody.')
param deployerId string

@description('What the deployer is.')
param deployerType 'User' | 'ServicePrincipal' | 'Group'

@description('Whether it is reached through private endpoints only. The app then hands the files out itself, because links to the account would reach nobody.')
param isPrivate bool

var storageBlobDataReader = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
var storageBlobDelegator = 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'
var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

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
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 14 }
    containerDeleteRetentionPolicy: { enabled: true, days: 14 }
  }
}

resource collateral 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'collateral'
  properties: { publicAccess: 'None' }
}

// A delegation key is asked of the account; what a link signed with it may read is bounded by the role on the container.
resource delegates 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, storageBlobDelegator)
  scope: account
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDelegator)
  }
}

resource reads 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(collateral.id, principalId, storageBlobDataReader)
  scope: collateral
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataReader)
  }
}

resource uploads 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerId)) {
  name: guid(collateral.id, deployerId, storageBlobDataContributor)
  scope: collateral
  properties: {
    principalId: deployerId
    principalType: deployerType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
  }
}

@description('The account.')
output id string = account.id

@description('The name of the account.')
output name string = account.name

@description('The blob endpoint.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('The container of the collateral.')
output containerName string = collateral.name
