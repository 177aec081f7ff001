/** What the API answers, as records. Their components are the members of the JSON answers. */
@NullMarked
package dev.stanchion.admin.answer;

import org.jspecify.annotations.NullMarked;
