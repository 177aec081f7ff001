/** The HTTP API of a server, typed. */
module dev.stanchion.admin {
    requires transitive java.net.http;
    requires tools.jackson.core;
    requires static transitive org.jspecify;

    exports dev.stanchion.admin;
    exports dev.stanchion.admin.answer;
    exports dev.stanchion.admin.http;
}
