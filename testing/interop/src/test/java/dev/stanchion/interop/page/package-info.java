/**
 * Pages of the documentation that are made from tests: which behaviours a contract has, which
 * libraries show them, and why one does not.
 */
@NullMarked
package dev.stanchion.interop.page;

import org.jspecify.annotations.NullMarked;
