metadata description = 'The application: Azure Functions on Flex Consumption, .NET 10, running as one identity.'

@description('The name of the plan.')
param planName string

@description('The name of the app.')
@maxLength(60)
param name string

@description('Where they live.')
param location string

@description('Tags on every resource.')
param tags { *: string }

@description('The identity it runs as.')
param identity { id: string, clientId: string }

@description('The container that holds the deployed package.')
param packagesUrl string

@description('How many instances are always ready for requests and for deals. 0: the first request after a rest waits for some seconds.')
param alwaysReady int

@description('How far it scales out.')
param mostInstances int

@description('The memory of an instance, in megabytes.')
param instanceMemory int

@description('The subnet it sends from; empty: none.')
param subnetId string

@description('The application settings.')
param settings { *: string }

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'dealflow' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packagesUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        maximumInstanceCount: mostInstances
        instanceMemoryMB: instanceMemory
        alwaysReady: alwaysReady == 0
          ? []
          : [{ name: 'http', instanceCount: alwaysReady }, { name: 'durable', instanceCount: alwaysReady }]
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      http20Enabled: true
      appSettings: map(items(settings), setting => { name: setting.key, value: setting.value })
    }
  }
}

resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource noDeploymentPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

@description('The name of the app.')
output name string = app.name

@description('The host name that the platform gives it.')
output hostName string = app.properties.defaultHostName
