package dev.stanchion.server;

/** An option has a value with which no server can run. Nothing has been started. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String option;

    /**
     * @param option the name of the option: {@code heartbeat interval}
     * @param text the error, as the log shows it
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
