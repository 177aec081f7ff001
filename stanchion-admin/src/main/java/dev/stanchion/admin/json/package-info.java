/** JSON to records and back. Not exported. */
@NullMarked
package dev.stanchion.admin.json;

import org.jspecify.annotations.NullMarked;
