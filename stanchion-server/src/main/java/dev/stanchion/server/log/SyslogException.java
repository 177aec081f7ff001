package dev.stanchion.server.log;

/** The syslog cannot be reached. The message is the whole line for the operator. */
public final class SyslogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SyslogException(String message) {
        super(message);
    }

    static SyslogException cannotConnect(String why) {
        return new SyslogException("error connecting to syslog: \"" + why + "\"");
    }
}
