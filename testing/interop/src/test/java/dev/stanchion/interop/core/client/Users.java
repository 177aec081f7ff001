package dev.stanchion.interop.core.client;

/** The users of the servers {@link Setup#USERS} and {@link Setup#TOKEN}. */
public final class Users {
    public static final String NAME = "clerk";
    public static final String PASSWORD = "hunter2";

    /** The subjects that {@link #NAME} may publish and subscribe to, besides inboxes. */
    public static final String ALLOWED = "public.>";

    /** A subject within {@link #ALLOWED}. */
    public static final String ALLOWED_SUBJECT = "public.";

    public static final String TOKEN = "a-token-of-these-tests";

    /** The key that is admitted. */
    public static final String NKEY = "UDDN2IR5MCYQJF6MQRKV3RJTTUVDF4M423FEBP2JCZO57Y2UNWQJCQ5R";

    /** The secret half of {@link #NKEY}, which guards nothing but these tests' servers. */
    public static final String NKEY_SEED =
            "SUAM2GNTUVMLHINVDR3G7UNPYGXX6L5LAZLGDKCEXACIGAIR6A4DCMCRLU";

    /** The secret half of a key that no server admits. */
    public static final String STRANGERS_NKEY_SEED =
            "SUALHBKPCDIO6Y2Y275UFRYFLDBIPDP2XLTWOTLTZDZKKNXXDUMN6W25C4";

    private Users() {}
}
