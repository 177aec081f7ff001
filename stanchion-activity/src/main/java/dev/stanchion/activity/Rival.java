package dev.stanchion.activity;

/** Who has the lock, as far as it decides how a follower judges. */
public enum Rival {
    /** Nobody. */
    NONE,
    /** This process. */
    SELF,
    /** A member of the group that answers on the bus. */
    MEMBER_ON_BUS,
    /** A member of the group that shows only in the lock that it lives. */
    MEMBER,
    /** A server that knows nothing of the group's rules. */
    OUTSIDER
}
