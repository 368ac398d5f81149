metadata description = 'Private endpoints with the DNS zones that lead to them.'

@description('Where they live.')
param location string

@description('Tags on every resource.')
param tags { *: string }

@description('The network that looks names up.')
param networkId string

@description('The subnet they live in.')
param subnetId string

@description('The zones that their names are in, each once: two accounts of one kind share one.')
param zoneNames string[]

@description('What they lead to.')
param targets { name: string, id: string, part: string, zone: string }[]

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for name in zoneNames: {
    name: name
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (name, i) in zoneNames: {
    parent: zones[i]
    name: 'dealflow'
    location: 'global'
    tags: tags
    properties: { registrationEnabled: false, virtualNetwork: { id: networkId } }
  }
]

resource endpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [
  for target in targets: {
    name: 'pe-${target.name}'
    location: location
    tags: tags
    properties: {
      subnet: { id: subnetId }
      privateLinkServiceConnections: [
        {
          name: target.name
          properties: {
            #disable-next-line use-resource-id-functions // it is one, inside of a parameter
            privateLinkServiceId: target.id
            groupIds: [target.part]
          }
        }
      ]
    }
  }
]

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [
  for (target, i) in targets: {
    parent: endpoints[i]
    name: 'default'
    properties: { privateDnsZoneConfigs: [{ name: target.name, properties: { privateDnsZoneId: zones[indexOf(zoneNames, target.zone)].id } }] }
  }
]
