/** What the API answers, as records. Their components are the members of the JSON answers. */
@NullMarked
package dev.stanchion.admin.model;

import org.jspecify.annotations.NullMarked;
