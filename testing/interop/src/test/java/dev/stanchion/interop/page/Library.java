package dev.stanchion.interop.page;

import java.lang.reflect.Method;
import java.util.Optional;

/** A client library as a column of a table; its text is the column's head. */
public interface Library {
    /** Says why a behaviour cannot be shown with it; empty if it is shown. */
    Optional<String> gap(Method behaviour);
}
