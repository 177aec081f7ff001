package dev.stanchion.nats.monitoring;

import java.util.regex.Pattern;

/** The JavaScript function that gets a page, if a request asks for a script. */
public final class Callback {
    /** The error for a name that is refused. */
    public static final String REFUSAL = "callback: not the name of a function";

    private static final Pattern FUNCTION = Pattern.compile("[\\w$.]{1,256}");

    private Callback() {}

    /**
     * Returns whether it is the name of a function. Any other text could be a script of an
     * attacker.
     */
    public static boolean isFunction(String callback) {
        return FUNCTION.matcher(callback).matches();
    }
}
