#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# sbom_test.sh CMAKE VERSION DOCUMENT…: each document has what SPDX 2.3 requires, names this version, and every library
# with its version and licence.
set -euo pipefail
cmake=$1 version=$2
shift 2
command -v jq >/dev/null || exit 77 # nothing to read it with
script=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/packaging/sbom.cmake

for document; do
  jq -e --arg version "$version" '
    def text: type == "string" and length > 0;
    def check(condition; what): if condition then true else error(what) end;
    check(.spdxVersion == "SPDX-2.3" and .dataLicense == "CC0-1.0" and .SPDXID == "SPDXRef-DOCUMENT"; "head") and
    check(.name | text; "name") and
    check(.documentNamespace | test("^https?://[^#]+$"); "namespace") and
    check(.creationInfo.created | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"); "created") and
    check(.creationInfo.creators | length > 0 and all(test("^(Person|Organization|Tool): .")); "creators") and
    check([.packages[].SPDXID] | all(test("^SPDXRef-[A-Za-z0-9.-]+$")) and (unique | length) == length; "ids") and
    check(.packages | all((.name | text) and (.versionInfo | text) and (.downloadLocation | text) and
      (.licenseConcluded | text) and (.licenseDeclared | text) and (.copyrightText | text) and
      .filesAnalyzed == false); "packages") and
    check(.packages[0].versionInfo == $version; "version") and
    check(.packages[0].sourceInfo | test("commit"); "commit") and
    check([.packages[].SPDXID, "SPDXRef-DOCUMENT"] as $known | .relationships |
      all(([.spdxElementId, .relatedSpdxElement] - $known) == [] and
        (.relationshipType | IN("DESCRIBES", "DYNAMIC_LINK", "STATIC_LINK", "DEPENDS_ON"))); "relationships") and
    check([.relationships[] | select(.relationshipType == "DESCRIBES")] | length == 1; "what it describes") and
    check([.relationships[].relatedSpdxElement] - [.packages[].SPDXID] == [] and
      [.packages[].SPDXID] - [.relationships[].relatedSpdxElement] == []; "a library that is not linked") and
    check([.hasExtractedLicensingInfos // [] | .[].licenseId] as $own |
      [.packages[].licenseDeclared | select(startswith("LicenseRef-"))] - $own == []; "licences")
  ' "$document" >/dev/null || {
    echo "$document is not what it should be" >&2
    exit 1
  }
done
for library in nlohmann_json CLI11; do
  jq -e --arg library "$library" '[.packages[].name] | index($library)' "$1" >/dev/null
done

# Whose code is in a program, their terms go with the packages.
terms=$(dirname "$script")/debian/copyright
jq -r '[.relationships[] | select(.relationshipType == "STATIC_LINK").relatedSpdxElement] as $in |
  .packages[] | select(.SPDXID | IN($in[])).name' "$@" | sort -u | while IFS= read -r library; do
  grep -qi "${library//_/.}" "$terms" || {
    echo "$terms does not name $library" >&2
    exit 1
  }
done

# One source gives one document, whenever it is written.
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
for time in 1 2; do
  "$cmake" "-DCONTENTS=${1%.spdx.json}.contents.cmake" "-DSOURCE=$(dirname "$script")/.." \
    "-DOUTPUT=$work/$time" -P "$script"
done
cmp "$work/1" "$work/2"
SOURCE_DATE_EPOCH=86400 "$cmake" "-DCONTENTS=${1%.spdx.json}.contents.cmake" "-DSOURCE=$work" \
  "-DOUTPUT=$work/3" -P "$script"
[[ $(jq -r .creationInfo.created "$work/3") == 1970-01-02T00:00:00Z ]]
jq -e '.packages[0].sourceInfo | contains("does not say")' "$work/3" >/dev/null
