targetScope = 'subscription'

metadata description = 'DealFlow on Azure: the application, and everything it needs, in a resource group of its own.'

@description('A short name for this installation, part of every resource name.')
@minLength(2)
@maxLength(12)
param environmentName string

@description('Where the resources live.')
param location string

@description('The resource group; it is made where it does not exist.')
param resourceGroupName string = 'rg-dealflow-${environmentName}'

@description('What all links begin with, such as https://deals.contoso.com; empty: the host name of the platform. A name of your own needs a custom domain on the app.')
param publicBaseUrl string = ''

@description('The address that mails come from. Its domain is authenticated with SendGrid.')
param mailFrom string

@description('The API key of SendGrid; empty: it lies in the vault already.')
@secure()
param sendGridApiKey string = ''

@description('The public key of SendGrid\'s signed Event Webhook; empty: nothing is learnt of mails that were returned.')
param sendGridWebhookKey string = ''

@description('Who is told of alerts and of the budget.')
param operatorMail string

@description('The object id of who deploys: uploads collateral, and makes the first keys. Empty: nobody gets these roles.')
param deployerId string = ''

@description('What the deployer is.')
param deployerType 'User' | 'ServicePrincipal' | 'Group' = 'User'

@description('Where deals run: on the Durable Task Scheduler, or on queues and tables of Azure Storage.')
@allowed(['scheduler', 'storage'])
param durableBackend string = 'scheduler'

@description('Where the durable task scheduler lives. It is offered in fewer regions than the rest.')
param schedulerLocation string = location

@description('How the scheduler is billed: by the action, or by dedicated capacity units.')
@allowed(['Consumption', 'Dedicated'])
param schedulerSku string = 'Consumption'

@description('Addresses (CIDR) that may reach the scheduler. Callers need a role besides.')
@minLength(1)
param schedulerIpAllowlist string[] = ['0.0.0.0/0']

@description('For how many days a finished orchestration stays readable in the scheduler. The registration and its timeline stay in the store.')
@minValue(1)
param finishedRetentionDays int = 30

@description('The most request units in a second that Cosmos DB is scaled to; 0: serverless, paid by the request.')
@minValue(0)
param cosmosAutoscaleMax int = 0

@description('How storage is replicated.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_LRS'

@description('How many instances are always ready. 0: the first request after a rest waits for some seconds.')
@minValue(0)
param alwaysReady int = 0

@description('How far the application scales out.')
@minValue(1)
@maxValue(1000)
param mostInstances int = 100

@description('The memory of an instance, in megabytes.')
@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('Whether an ERP without Entra listens to deal events with a key.')
param financeListensByKey bool = false

@description('Whether store, sales material, vault and host storage are reached through private endpoints only.')
param privateNetworking bool = false

@description('The addresses of the network, where there is one; a /24 or wider.')
param networkAddresses string = '10.60.0.0/24'

@description('The budget of a month, in the currency of the subscription; 0: none.')
@minValue(0)
param monthlyBudget int = 0

@description('The first month the budget counts, as yyyy-MM-01.')
param budgetStart string = utcNow('yyyy-MM-01')

@description('The most that is taken into the logs in a day, in gigabytes. Ingestion stops there until the next day.')
@minValue(1)
param dailyLogCapGb int = 1

@description('For how many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('The share of requests that are traced, from 0 to 1.')
param sampledShare string = '0.1'

@description('Tags on every resource.')
param tags { *: string } = {}

var suffix = uniqueString(subscription().subscriptionId, resourceGroupName, environmentName)
var allTags = union(tags, { application: 'dealflow', environment: environmentName, 'azd-env-name': environmentName })
var onScheduler = durableBackend == 'scheduler'
var cosmosZone = 'privatelink.documents.azure.com'
var vaultZone = 'privatelink.vaultcore.azure.net'
var blobZone = 'privatelink.blob.${environment().suffixes.storage}'
var queueZone = 'privatelink.queue.${environment().suffixes.storage}'
var tableZone = 'privatelink.table.${environment().suffixes.storage}'
var appName = 'func-dealflow-${suffix}'

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: resourceGroupName
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-dealflow-${environmentName}'
    location: location
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: 'log-dealflow-${environmentName}'
    insightsName: 'appi-dealflow-${environmentName}'
    location: location
    tags: allTags
    dailyCapGb: dailyLogCapGb
    retentionDays: logRetentionDays
    principalId: identity.outputs.principalId
  }
}

module network 'modules/network.bicep' = if (privateNetworking) {
  name: 'network'
  scope: group
  params: {
    environmentName: environmentName
    location: location
    tags: allTags
    addressPrefix: networkAddresses
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'stdealflow${take(suffix, 13)}'
    location: location
    tags: allTags
    sku: storageSku
    isPrivate: privateNetworking
    principalId: identity.outputs.principalId
    deployerId: deployerId
    deployerType: deployerType
  }
}

module hostStorage 'modules/hoststorage.bicep' = {
  name: 'hostStorage'
  scope: group
  params: {
    name: 'sthost${take(suffix, 13)}'
    location: location
    tags: allTags
    sku: storageSku
    isPrivate: privateNetworking
    runsDeals: !onScheduler
    principalId: identity.outputs.principalId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: 'kv-deal-${take(suffix, 13)}'
    location: location
    tags: allTags
    sendGridApiKey: sendGridApiKey
    isPrivate: privateNetworking
    readerId: identity.outputs.principalId
    deployerId: deployerId
    deployerType: deployerType
  }
}

module cosmos 'modules/cosmos.bicep' = {
  name: 'cosmos'
  scope: group
  params: {
    name: 'cosmos-dealflow-${suffix}'
    location: location
    tags: allTags
    autoscaleMax: cosmosAutoscaleMax
    isPrivate: privateNetworking
    principalIds: concat([identity.outputs.principalId], empty(deployerId) ? [] : [deployerId])
  }
}

module events 'modules/events.bicep' = {
  name: 'events'
  scope: group
  params: {
    name: 'sb-dealflow-${suffix}'
    location: location
    tags: allTags
    listenByKey: financeListensByKey
    principalId: identity.outputs.principalId
  }
}

module scheduler 'modules/scheduler.bicep' = if (onScheduler) {
  name: 'scheduler'
  scope: group
  params: {
    name: 'dts-dealflow-${suffix}'
    location: schedulerLocation
    tags: allTags
    sku: schedulerSku
    ipAllowlist: schedulerIpAllowlist
    finishedRetentionDays: finishedRetentionDays
    principalId: identity.outputs.principalId
  }
}

module endpoints 'modules/endpoints.bicep' = if (privateNetworking) {
  name: 'endpoints'
  scope: group
  params: {
    location: location
    tags: allTags
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointsSubnetId
    zoneNames: [cosmosZone, vaultZone, blobZone, queueZone, tableZone]
    targets: [
      { name: 'cosmos', id: cosmos.outputs.id, part: 'Sql', zone: cosmosZone }
      { name: 'collateral', id: storage.outputs.id, part: 'blob', zone: blobZone }
      { name: 'vault', id: vault.outputs.id, part: 'vault', zone: vaultZone }
      { name: 'host-blob', id: hostStorage.outputs.id, part: 'blob', zone: blobZone }
      { name: 'host-queue', id: hostStorage.outputs.id, part: 'queue', zone: queueZone }
      { name: 'host-table', id: hostStorage.outputs.id, part: 'table', zone: tableZone }
    ]
  }
}

var durableSettings = onScheduler
  ? {
      TASKHUB_NAME: scheduler!.outputs.taskHubName
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${scheduler!.outputs.endpoint};Authentication=ManagedIdentity;ClientID=${identity.outputs.clientId}'
    }
  : {
      TASKHUB_NAME: 'deals'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'AzureStorage'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'AzureWebJobsStorage'
    }

module functions 'modules/functions.bicep' = {
  name: 'functions'
  scope: group
  params: {
    planName: 'plan-dealflow-${environmentName}'
    name: appName
    location: location
    tags: allTags
    identity: { id: identity.outputs.id, clientId: identity.outputs.clientId }
    packagesUrl: hostStorage.outputs.packagesUrl
    alwaysReady: alwaysReady
    mostInstances: mostInstances
    instanceMemory: instanceMemory
    subnetId: privateNetworking ? network!.outputs.appSubnetId : ''
    settings: union(durableSettings, {
      PublicBaseUrl: empty(publicBaseUrl) ? 'https://${appName}.azurewebsites.net' : publicBaseUrl
      Mail__From: mailFrom
      Identity__ClientId: identity.outputs.clientId
      Cosmos__Endpoint: cosmos.outputs.endpoint
      Cosmos__Database: cosmos.outputs.databaseName
      Cosmos__Container: cosmos.outputs.containerName
      Collateral__Endpoint: storage.outputs.blobEndpoint
      Collateral__Container: storage.outputs.containerName
      Collateral__Through: privateNetworking ? 'host' : 'storage'
      Events__Namespace: events.outputs.hostName
      Events__Topic: events.outputs.topicName
      SendGrid__ApiKey: '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/sendgrid-key)'
      SendGrid__WebhookKey: sendGridWebhookKey
      Links__Keys: '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/link-keys)'
      RateLimits__Proxies: '1'
      Telemetry__SampledShare: sampledShare
      APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.outputs.clientId};Authorization=AAD'
      AzureWebJobsDisableHomepage: 'true'
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identity.outputs.clientId
      AzureWebJobsStorage__blobServiceUri: hostStorage.outputs.endpoints.blob
      AzureWebJobsStorage__queueServiceUri: hostStorage.outputs.endpoints.queue
      AzureWebJobsStorage__tableServiceUri: hostStorage.outputs.endpoints.table
    })
  }
  dependsOn: [endpoints]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    environmentName: environmentName
    location: location
    tags: allTags
    mail: operatorMail
    workspaceId: monitoring.outputs.workspaceId
    serviceBusId: events.outputs.id
  }
}

module budget 'modules/budget.bicep' = if (monthlyBudget > 0) {
  name: 'budget'
  scope: group
  params: {
    name: 'dealflow-${environmentName}'
    amount: monthlyBudget
    startDate: budgetStart
    mail: operatorMail
  }
}

@description('The resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The function app.')
output DEALFLOW_APP string = functions.outputs.name

@description('The host name that the platform gives the app.')
output DEALFLOW_HOST string = functions.outputs.hostName

@description('The vault that holds the secrets.')
output DEALFLOW_VAULT string = vault.outputs.name

@description('The endpoint of the store.')
output DEALFLOW_COSMOS_ENDPOINT string = cosmos.outputs.endpoint

@description('The database and the container of the store, as they stand in addresses.')
output DEALFLOW_COSMOS_CONTAINER string = 'dbs/${cosmos.outputs.databaseName}/colls/${cosmos.outputs.containerName}'

@description('The account that holds the collateral.')
output DEALFLOW_COLLATERAL_ACCOUNT string = storage.outputs.name

@description('The container of the collateral.')
output DEALFLOW_COLLATERAL_CONTAINER string = storage.outputs.containerName

@description('The host name of the Service Bus namespace that finance listens to.')
output DEALFLOW_SERVICE_BUS string = events.outputs.hostName
