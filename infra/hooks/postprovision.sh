#!/bin/sh
# Fills what `azd provision` has made: the first key that signs links, the collateral, and a manufacturer's first API key. Safe to repeat:
#   azd hooks run postprovision
# Needs the Azure CLI, signed in as who deploys. azd hands over what main.bicep puts out, and what `azd env set` has said.
set -eu

: "${DEALFLOW_VAULT:?run by azd, after provisioning}" "${DEALFLOW_COLLATERAL_ACCOUNT:?}" "${DEALFLOW_COLLATERAL_CONTAINER:?}"
: "${DEALFLOW_COSMOS_ENDPOINT:?}" "${DEALFLOW_COSMOS_CONTAINER:?}"
pause=${DEALFLOW_RETRY_SECONDS:-20}
umask 077
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Runs a command, and again while it is forbidden: a role that was just given takes some minutes to be known everywhere.
patiently() {
  tries=0
  until "$@" >"$scratch/out" 2>"$scratch/err"; do
    tries=$((tries + 1))
    if [ "$tries" -ge 30 ] || ! grep -Eq '403|Forbidden|AuthorizationFailure|AuthorizationPermissionMismatch' "$scratch/err"; then
      cat "$scratch/err" >&2
      return 1
    fi
    echo "  not allowed yet, trying again in $pause s" >&2
    sleep "$pause"
  done
  cat "$scratch/out"
}

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

random() { # 32 bytes in base 64
  head -c 32 /dev/urandom | base64 | tr -d '\n'
}

# Posts the item in $scratch/item to the store. The token stands in a file, where no list of processes shows it.
post_item() { # partition key
  printf 'header = "authorization: type%%3Daad%%26ver%%3D1.0%%26sig%%3D%s"\n' \
    "$(az account get-access-token --resource "${DEALFLOW_COSMOS_ENDPOINT%:443/}" --query accessToken --output tsv)" >"$scratch/curl"
  status=$(curl --silent --show-error --config "$scratch/curl" --output "$scratch/answer" --write-out '%{http_code}' \
    --header "x-ms-date: $(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')" --header 'x-ms-version: 2018-12-31' \
    --header "x-ms-documentdb-partitionkey: [\"$1\"]" --header 'content-type: application/json' \
    --data "@$scratch/item" "${DEALFLOW_COSMOS_ENDPOINT%/}/$DEALFLOW_COSMOS_CONTAINER/docs")
  rm -f "$scratch/curl"
  case $status in
    201) ;;
    *) echo "The store answered $status." >&2; return 1 ;;
  esac
}

echo 'The key that signs links'
there=$(patiently az keyvault secret list --vault-name "$DEALFLOW_VAULT" --query "[?name=='link-keys'] | length(@)" --output tsv)
if [ "$there" = 0 ]; then
  printf '[{"id":"k1","secret":"%s","retiresAt":null}]' "$(random)" >"$scratch/keys"
  patiently az keyvault secret set --vault-name "$DEALFLOW_VAULT" --name link-keys --file "$scratch/keys" --encoding utf-8 --output none
  echo '  made'
else
  echo '  is there'
fi

echo 'The collateral'
patiently az storage blob upload-batch --auth-mode login --account-name "$DEALFLOW_COLLATERAL_ACCOUNT" --destination "$DEALFLOW_COLLATERAL_CONTAINER" \
  --source "${COLLATERAL_FOLDER:-functions/programs/collateral}" --overwrite --output none
echo '  uploaded'

echo "A manufacturer's first API key"
if [ -z "${MANUFACTURER:-}" ]; then
  echo '  none: say for whom with "azd env set MANUFACTURER contoso" (the manufacturer.id of a program), then "azd hooks run postprovision"'
elif [ "${MANUFACTURER_KEY_MADE:-}" = "$MANUFACTURER" ]; then
  echo "  was made for $MANUFACTURER"
else
  case $MANUFACTURER in *[!a-z0-9-]*) echo "  $MANUFACTURER is no id: lower-case letters, digits and hyphens" >&2; exit 1 ;; esac
  key=dfk_$(random | tr '+/' '-_' | tr -d '=')
  hash=$(printf %s "$key" | sha256)
  printf '{"id":"key:%s","pk":"key:%s","kind":"key","ownerKind":"manufacturer","owner":"%s","createdAt":"%s"}' \
    "$hash" "$hash" "$MANUFACTURER" "$(date -u '+%Y-%m-%dT%H:%M:%SZ')" >"$scratch/item"
  patiently post_item "key:$hash"
  azd env set MANUFACTURER_KEY_MADE "$MANUFACTURER"
  echo "  of $MANUFACTURER, shown this once, kept as a hash only: $key"
fi
