package dev.stanchion.server.log;

/** Lines cannot go to a syslog. The message is the whole line for whoever starts the server. */
public final class SyslogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SyslogException(String message) {
        super(message);
    }

    static SyslogException cannotConnect(String why) {
        return new SyslogException("error connecting to syslog: \"" + why + "\"");
    }
}
