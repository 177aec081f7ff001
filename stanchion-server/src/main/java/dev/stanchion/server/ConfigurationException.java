package dev.stanchion.server;

/** An option has a value that no server can run with. Nothing has been started. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String option;

    /**
     * @param option what it is called: {@code heartbeat interval}
     * @param text what is wrong with it, as the log will say it
     */
    public ConfigurationException(String option, String text) {
        super(text);
        this.option = option;
    }

    /** Returns the option's name. */
    public String option() {
        return option;
    }
}
