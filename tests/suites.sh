#!/bin/sh
# Unpacks the W3C's SPARQL 1.1 tests to the folder $1, from the source archive of the rdflib that
# the lock names: the tests' files are not ours to keep here. Without the archive they are skipped.
set -eu
[ ! -d "$1/add" ] || exit 0
version=$(sed -n 's/^rdflib==//p' requirements-test.lock)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if pip download --quiet --disable-pip-version-check --no-deps --no-binary rdflib --dest "$work" "rdflib==$version"; then
  tar xzf "$work/rdflib-$version.tar.gz" -C "$work"
  mkdir -p "$1"
  cp -R "$work/rdflib-$version/test/data/suites/w3c/sparql11/." "$1"
else
  echo "The W3C's SPARQL tests could not be fetched (rdflib-$version.tar.gz); they are skipped." >&2
fi
