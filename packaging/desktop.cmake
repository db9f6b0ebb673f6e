# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# What a desktop knows the window by: its entry, icons, file types, and the entry of software shops.
set(HEADROOM_HOMEPAGE "" CACHE STRING
  "Where the program has its home, e.g. https://example.org/headroom: shops show it with the pictures below it")

install(FILES ${app_id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT gui)
install(FILES ${app_id}.mime.xml RENAME ${app_id}.xml
  DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages COMPONENT gui)
install(FILES ${app_id}.thumbnailer DESTINATION ${CMAKE_INSTALL_DATADIR}/thumbnailers COMPONENT gui)
set(icons ${CMAKE_INSTALL_DATADIR}/icons/hicolor)
install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/headroom.svg RENAME ${app_id}.svg
  DESTINATION ${icons}/scalable/apps COMPONENT gui)
install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/headroom-symbolic.svg RENAME ${app_id}-symbolic.svg
  DESTINATION ${icons}/symbolic/apps COMPONENT gui)

# The addresses in the tree are of a domain that nobody can have. Whoever distributes the program names the real one;
# without it the installed entry has none, and no pictures, which shops fetch from there.
file(READ ${app_id}.metainfo.xml metainfo)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${app_id}.metainfo.xml)
if(HEADROOM_HOMEPAGE)
  string(REGEX REPLACE "/$" "" homepage "${HEADROOM_HOMEPAGE}")
  string(REPLACE "https://headroom.example" "${homepage}" metainfo "${metainfo}")
else()
  string(REGEX REPLACE "  <!-- addresses.*<!-- end of addresses -->\n" "" metainfo "${metainfo}")
endif()
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/${app_id}.metainfo.xml "${metainfo}")
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${app_id}.metainfo.xml
  DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo COMPONENT gui)
