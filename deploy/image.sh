#!/usr/bin/env bash
# Builds the OCI image without a container engine: the .NET SDK lays the published program over a base image that it fetches from a registry.
#   deploy/image.sh                        writes artifacts/gatehouse-VERSION.tar, to be loaded (podman load, docker load, ctr images import) or pushed (skopeo, crane)
#   deploy/image.sh --push REGISTRY        pushes to REGISTRY/gatehouse:VERSION with the credentials of `docker login`
#   RUNTIME=linux-arm64 deploy/image.sh    for another processor
#   BASE=registry.example/mirror/aspnet:10.0-noble-chiseled deploy/image.sh    from a mirror of the base image
set -euo pipefail
cd "$(dirname "$0")/.."
source eng/sdk.sh
require_sdk

# The program is the same for all processors (UseAppHost=false: started as `dotnet gatehouse.dll`); only the base image differs.
arguments=(--configuration Release -p:UseAppHost=false "-p:ContainerRuntimeIdentifier=${RUNTIME:-linux-x64}")
[ -z "${BASE:-}" ] || arguments+=("-p:ContainerBaseImage=$BASE")
case ${1:-} in
  "")
    version=$(dotnet msbuild src/Gatehouse/Gatehouse.csproj -getProperty:Version)
    archive=$PWD/artifacts/gatehouse-$version.tar
    mkdir -p artifacts
    dotnet publish src/Gatehouse /t:PublishContainer "${arguments[@]}" "-p:ContainerArchiveOutputPath=$archive"
    echo "$archive"
    ;;
  --push) dotnet publish src/Gatehouse /t:PublishContainer "${arguments[@]}" "-p:ContainerRegistry=${2:?name the registry}" ;;
  *) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
