/**
 * Shows the dashboard below {@code /ui/}. Its files are in the module {@code stanchion-dashboard};
 * without that module there is no dashboard. All data comes from the public API.
 */
@NullMarked
package dev.stanchion.server.dashboard;

import org.jspecify.annotations.NullMarked;
