package dev.stanchion.conformance.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The wishes of a test for its server. */
final class TestFlags {
    private static final Pattern NUMBER = Pattern.compile("s14_\\d{3}");

    private TestFlags() {}

    /** Returns the flags that the test or its class is marked with. */
    static String of(ExtensionContext test) {
        return AnnotationSupport.findAnnotation(test.getRequiredTestMethod(), Flags.class)
                .or(() ->
                        AnnotationSupport.findAnnotation(test.getRequiredTestClass(), Flags.class))
                .map(Flags::value)
                .orElse(Flags.USUAL);
    }

    /** The scenario's number for a reader of a server's log, and a hash to tell tests apart. */
    static String uniqueName(ExtensionContext test) {
        Matcher number = NUMBER.matcher(test.getRequiredTestMethod().getName());
        String prefix = number.lookingAt() ? number.group() : "s14";
        return prefix + "-" + Integer.toHexString(test.getUniqueId().hashCode());
    }
}
