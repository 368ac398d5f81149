metadata description = 'A network the application sends from, with private endpoints to the store, the vault and the storage of the host.'

@description('A short name for this installation.')
param environmentName string

@description('Where it lives.')
param location string

@description('Tags on every resource.')
param tags { *: string }

@description('The addresses of the network.')
param addressPrefix string

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-dealflow-${environmentName}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 25, 0)
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: { addressPrefix: cidrSubnet(addressPrefix, 25, 1) }
      }
    ]
  }

  resource app 'subnets' existing = {
    name: 'app'
  }

  resource endpoints 'subnets' existing = {
    name: 'endpoints'
  }
}

@description('The network.')
output id string = network.id

@description('Where the application sends from.')
output appSubnetId string = network::app.id

@description('Where private endpoints live.')
output endpointsSubnetId string = network::endpoints.id
