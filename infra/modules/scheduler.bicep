metadata description = 'The durable task scheduler and the task hub that deals run in.'

@description('The name of the scheduler.')
param name string

@description('Where it lives.')
param location string

@description('Tags on every resource.')
param tags { *: string }

@description('How it is billed.')
param sku string

@description('Addresses (CIDR) that may reach it.')
param ipAllowlist string[]

@description('For how many days a finished orchestration stays readable.')
param finishedRetentionDays int

@description('Who starts and runs orchestrations.')
param principalId string

var durableTaskDataContributor = '0ad04412-c4d5-4796-b79c-f76d14c8d402'

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: sku == 'Dedicated' ? { name: sku, capacity: 1 } : { name: sku }
    ipAllowlist: ipAllowlist
  }
}

resource hub 'Microsoft.DurableTask/schedulers/taskHubs@2026-02-01' = {
  parent: scheduler
  name: 'deals'
  properties: {}
}

resource retention 'Microsoft.DurableTask/schedulers/retentionPolicies@2026-02-01' = {
  parent: scheduler
  name: 'default'
  properties: {
    retentionPolicies: [{ retentionPeriodInDays: finishedRetentionDays, orchestrationState: 'Completed' }]
  }
}

resource works 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hub.id, principalId, durableTaskDataContributor)
  scope: hub
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', durableTaskDataContributor)
  }
}

@description('The endpoint of the scheduler.')
output endpoint string = scheduler.properties.endpoint

@description('The task hub.')
output taskHubName string = hub.name
