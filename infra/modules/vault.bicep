metadata description = 'Key Vault: the keys that sign links, and the key of the mail service. Read by the application, written by the deployer.'

@description('The name of the vault.')
@maxLength(24)
param name string

@description('Where it lives.')
param location string

@description('Tags on every resource.')
param tags { *: string }

@description('The API key of SendGrid; empty: it is there already, or put there by hand.')
@secure()
param sendGridApiKey string

@description('Whether the vault is reached through a private endpoint only.')
param isPrivate bool

@description('Who reads secrets.')
param readerId string

@description('Who writes the first keys; empty: nobody.')
param deployerId string

@description('What the deployer is.')
param deployerType 'User' | 'ServicePrincipal' | 'Group'

var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var keyVaultSecretsOfficer = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

resource mailKey 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(sendGridApiKey)) {
  parent: vault
  name: 'sendgrid-key'
  properties: { value: sendGridApiKey }
}

resource reads 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, readerId, keyVaultSecretsUser)
  scope: vault
  properties: {
    principalId: readerId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
  }
}

resource writes 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerId)) {
  name: guid(vault.id, deployerId, keyVaultSecretsOfficer)
  scope: vault
  properties: {
    principalId: deployerId
    principalType: deployerType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsOfficer)
  }
}

@description('The vault.')
output id string = vault.id

@description('The name of the vault.')
output name string = vault.name

@description('The address of the vault, with a slash at the end.')
output uri string = vault.properties.vaultUri
