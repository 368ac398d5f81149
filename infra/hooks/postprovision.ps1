# Fills what `azd provision` has made: the first key that signs links, the collateral, and a manufacturer's first API key. Safe to repeat:
#   azd hooks run postprovision
# Needs PowerShell 7 and the Azure CLI, signed in as who deploys. It does what postprovision.sh does.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

foreach ($name in 'DEALFLOW_VAULT', 'DEALFLOW_COLLATERAL_ACCOUNT', 'DEALFLOW_COLLATERAL_CONTAINER', 'DEALFLOW_COSMOS_ENDPOINT', 'DEALFLOW_COSMOS_CONTAINER') {
    if (-not [Environment]::GetEnvironmentVariable($name)) { throw "$name is missing: this is run by azd, after provisioning." }
}
$pause = if ($env:DEALFLOW_RETRY_SECONDS) { [int]$env:DEALFLOW_RETRY_SECONDS } else { 20 }

# Runs something, and again while it is forbidden: a role that was just given takes some minutes to be known everywhere.
function Invoke-Patiently([scriptblock]$Command) {
    for ($try = 1; ; $try++) {
        try {
            return & $Command
        }
        catch {
            if ($try -ge 30 -or "$_" -notmatch '403|Forbidden|AuthorizationFailure|AuthorizationPermissionMismatch') { throw }
            Write-Host "  not allowed yet, trying again in $pause s"
            Start-Sleep -Seconds $pause
        }
    }
}

function Invoke-Az {
    $said = az @args 2>&1
    if ($LASTEXITCODE -ne 0) { throw ($said | Out-String) }
    return ($said | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] })
}

function New-Secret { [byte[]]$bytes = [System.Security.Cryptography.RandomNumberGenerator]::GetBytes(32); return , $bytes }

Write-Host 'The key that signs links'
$there = Invoke-Patiently { Invoke-Az keyvault secret list --vault-name $env:DEALFLOW_VAULT --query "[?name=='link-keys'] | length(@)" --output tsv }
if ("$there" -eq '0') {
    $file = New-TemporaryFile
    try {
        $ring = '[{"id":"k1","secret":"' + [Convert]::ToBase64String((New-Secret)) + '","retiresAt":null}]'
        [IO.File]::WriteAllText($file.FullName, $ring)
        Invoke-Patiently { Invoke-Az keyvault secret set --vault-name $env:DEALFLOW_VAULT --name link-keys --file $file.FullName --encoding utf-8 --output none }
    }
    finally {
        Remove-Item $file
    }
    Write-Host '  made'
}
else {
    Write-Host '  is there'
}

Write-Host 'The collateral'
$source = if ($env:COLLATERAL_FOLDER) { $env:COLLATERAL_FOLDER } else { 'functions/programs/collateral' }
Invoke-Patiently {
    Invoke-Az storage blob upload-batch --auth-mode login --account-name $env:DEALFLOW_COLLATERAL_ACCOUNT --destination $env:DEALFLOW_COLLATERAL_CONTAINER `
        --source $source --overwrite --output none
}
Write-Host '  uploaded'

Write-Host "A manufacturer's first API key"
if (-not $env:MANUFACTURER) {
    Write-Host '  none: say for whom with "azd env set MANUFACTURER contoso" (the manufacturer.id of a program), then "azd hooks run postprovision"'
}
elseif ($env:MANUFACTURER_KEY_MADE -eq $env:MANUFACTURER) {
    Write-Host "  was made for $env:MANUFACTURER"
}
else {
    if ($env:MANUFACTURER -cnotmatch '^[a-z0-9-]+$') { throw "$env:MANUFACTURER is no id: lower-case letters, digits and hyphens." }
    $key = 'dfk_' + [Convert]::ToBase64String((New-Secret)).Replace('+', '-').Replace('/', '_').TrimEnd('=')
    $hash = [Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($key))).ToLowerInvariant()
    $item = [ordered]@{
        id = "key:$hash"; pk = "key:$hash"; kind = 'key'; ownerKind = 'manufacturer'; owner = $env:MANUFACTURER
        createdAt = [DateTime]::UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", [cultureinfo]::InvariantCulture)
    } | ConvertTo-Json -Compress
    Invoke-Patiently {
        $token = Invoke-Az account get-access-token --resource ($env:DEALFLOW_COSMOS_ENDPOINT -replace ':443/$', '') --query accessToken --output tsv
        Invoke-RestMethod -Method Post -Uri "$($env:DEALFLOW_COSMOS_ENDPOINT.TrimEnd('/'))/$env:DEALFLOW_COSMOS_CONTAINER/docs" -Body $item -ContentType 'application/json' -Headers @{
            'authorization'                = [uri]::EscapeDataString("type=aad&ver=1.0&sig=$token")
            'x-ms-date'                    = [DateTime]::UtcNow.ToString('R', [cultureinfo]::InvariantCulture)
            'x-ms-version'                 = '2018-12-31'
            'x-ms-documentdb-partitionkey' = "[`"key:$hash`"]"
        } | Out-Null
    }
    azd env set MANUFACTURER_KEY_MADE $env:MANUFACTURER
    Write-Host "  of $env:MANUFACTURER, shown this once, kept as a hash only: $key"
}
