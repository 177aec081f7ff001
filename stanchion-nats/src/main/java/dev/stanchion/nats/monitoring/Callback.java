package dev.stanchion.nats.monitoring;

import java.util.regex.Pattern;

/** The function of a browser that a page is handed to, where somebody asks for a script. */
public final class Callback {
    /** Why a name is not taken. */
    public static final String REFUSAL = "callback: not the name of a function";

    private static final Pattern FUNCTION = Pattern.compile("[\\w$.]{1,256}");

    private Callback() {}

    /** Tells whether JavaScript can call it; whatever else would be somebody else's script. */
    public static boolean isFunction(String callback) {
        return FUNCTION.matcher(callback).matches();
    }
}
