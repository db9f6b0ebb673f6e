# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# cmake -DCONTENTS=FILE -DSOURCE=FOLDER -DOUTPUT=FILE -P sbom.cmake
#
# Writes what a package is made of as an SPDX 2.3 document. The file of contents is packaging/CMakeLists.txt's: it sets
# `package`, `version` and `licence`, and has a row for each library, "NAME|VERSION|LICENCE|RELATIONSHIP". The time of
# writing is that of the commit, or SOURCE_DATE_EPOCH: one source gives one document.
cmake_minimum_required(VERSION 3.25)
include(${CONTENTS})

execute_process(COMMAND ${CMAKE_COMMAND} -DSOURCE=${SOURCE} -DDATE=ON
  -P ${CMAKE_CURRENT_LIST_DIR}/../engine/model/commit.cmake
  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCH "[0-9]+$" date "${commit}")
string(REGEX REPLACE " .*" "" commit "${commit}")
if(date AND NOT DEFINED ENV{SOURCE_DATE_EPOCH})
  set(ENV{SOURCE_DATE_EPOCH} ${date})
endif()
string(TIMESTAMP created "%Y-%m-%dT%H:%M:%SZ" UTC) # heeds that variable

if(commit)
  set(origin "Built from commit ${commit}.")
else()
  set(origin "Built from a source that does not say its commit.")
  set(commit unknown)
endif()

set(packages "")
set(relationships "")
set(foreign "")
# add_package(name version licence purpose supplier more)
function(add_package name version licence purpose supplier more)
  string(REGEX REPLACE "[^A-Za-z0-9.]+" "-" id "${name}")
  set(text "    {
      \"SPDXID\": \"SPDXRef-${id}\",
      \"name\": \"${name}\",
      \"versionInfo\": \"${version}\",
      \"supplier\": \"${supplier}\",
      \"downloadLocation\": \"NOASSERTION\",
      \"filesAnalyzed\": false,
      \"licenseConcluded\": \"${licence}\",
      \"licenseDeclared\": \"${licence}\",
      \"primaryPackagePurpose\": \"${purpose}\",${more}
    }")
  string(REGEX REPLACE ",\n    }$" "\n    }" text "${text}")
  string(APPEND packages "${text},\n")
  set(packages "${packages}" PARENT_SCOPE)
  set(id ${id} PARENT_SCOPE)
endfunction()
# add_relationship(element type related)
function(add_relationship element type related)
  string(APPEND relationships "    {
      \"spdxElementId\": \"SPDXRef-${element}\",
      \"relationshipType\": \"${type}\",
      \"relatedSpdxElement\": \"SPDXRef-${related}\"
    },\n")
  set(relationships "${relationships}" PARENT_SCOPE)
endfunction()

add_package("${package}" "${version}" "${licence}" APPLICATION "Organization: The Headroom authors" "
      \"copyrightText\": \"2026 The Headroom authors\",
      \"sourceInfo\": \"${origin}\"")
add_relationship(DOCUMENT DESCRIBES ${package})
foreach(row IN LISTS libraries)
  string(REPLACE "|" ";" row "${row}")
  list(GET row 0 name)
  list(GET row 1 found)
  list(GET row 2 terms)
  list(GET row 3 relationship)
  add_package("${name}" "${found}" "${terms}" LIBRARY NOASSERTION "\n      \"copyrightText\": \"NOASSERTION\"")
  add_relationship(${package} ${relationship} ${id})
  if(terms MATCHES "LicenseRef-NVIDIA")
    set(foreign ",
  \"hasExtractedLicensingInfos\": [
    {
      \"licenseId\": \"LicenseRef-NVIDIA-CUDA\",
      \"name\": \"NVIDIA CUDA Toolkit End User License Agreement\",
      \"extractedText\": \"The Agreement that comes with the CUDA Toolkit of the version named. What is linked statically, \
libcudart_static.a, is listed in its Attachment A (section 2.6) and is distributed under its sections 1.1.2, 1.2 and 2.1. \
What is linked dynamically is the user's own and not distributed.\",
      \"seeAlsos\": [\"https://docs.nvidia.com/cuda/eula/\"]
    }
  ]")
  endif()
endforeach()
string(REGEX REPLACE ",\n$" "" packages "${packages}")
string(REGEX REPLACE ",\n$" "" relationships "${relationships}")

file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[{
  "spdxVersion": "SPDX-2.3",
  "dataLicense": "CC0-1.0",
  "SPDXID": "SPDXRef-DOCUMENT",
  "name": "@package@-@version@",
  "documentNamespace": "https://spdx.org/spdxdocs/@package@-@version@-@commit@",
  "creationInfo": {
    "created": "@created@",
    "creators": [
      "Organization: The Headroom authors",
      "Tool: sbom.cmake-@version@"
    ]
  },
  "packages": [
@packages@
  ],
  "relationships": [
@relationships@
  ]@foreign@
}
]])
