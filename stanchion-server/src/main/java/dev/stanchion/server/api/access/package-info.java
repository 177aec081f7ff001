/**
 * Who may ask the API for what: roles, users, the start token, sessions, and the guards against
 * other sites in an operator's browser.
 *
 * <p><b>Owner.</b> The port's thread. What many threads use says so.
 */
@NullMarked
package dev.stanchion.server.api.access;

import org.jspecify.annotations.NullMarked;
