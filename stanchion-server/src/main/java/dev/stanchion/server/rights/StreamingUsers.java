package dev.stanchion.server.rights;

import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.auth.Authentication;
import dev.stanchion.nats.auth.KeyUser;
import dev.stanchion.nats.auth.User;
import dev.stanchion.nats.permission.Permissions;
import dev.stanchion.nats.permission.Responses;
import dev.stanchion.nats.permission.SubjectRule;
import dev.stanchion.nats.permission.SubjectRules;
import dev.stanchion.protocol.ChannelGlob;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives streaming users the NATS permissions that the streaming protocol needs.
 *
 * <table>
 * <caption>The additional permissions</caption>
 * <tr><td>publish</td><td>the discovery subject; the request subjects of single connections, whose
 *   tokens nobody can guess; this user's ack inboxes; one answer to each message that asks for one,
 *   such as a heartbeat</td></tr>
 * <tr><td>subscribe</td><td>{@code _INBOX.name}, what is below it, and {@code _STAN.acks.name}, for
 *   a full name: a client that does not know another's inbox cannot listen there</td></tr>
 * </table>
 *
 * <p>A reply subject must be one that the user may listen on.
 */
public final class StreamingUsers {
    private static final Base64.Encoder NAMES = Base64.getUrlEncoder().withoutPadding();

    private final String discoverPrefix;
    private final String clusterId;

    /**
     * @param discoverPrefix with {@code clusterId} it makes the subject that clients connect on
     */
    public StreamingUsers(String discoverPrefix, String clusterId) {
        this.discoverPrefix = discoverPrefix;
        this.clusterId = clusterId;
    }

    /** Returns whether any user has rights per channel. */
    public static boolean areIn(NatsSecurity security) {
        Authentication configured = security.authentication();
        return configured.users().stream().anyMatch(user -> isStreaming(user.attachment()))
                || configured.keyUsers().stream().anyMatch(user -> isStreaming(user.attachment()));
    }

    private static boolean isStreaming(@Nullable Object attachment) {
        return attachment instanceof StreamingPermissions;
    }

    /**
     * Returns the same rules about who may connect, with the permissions that streaming users need.
     * If there are streaming users, the other users also get an attachment with their names.
     */
    public NatsSecurity prepare(NatsSecurity security) {
        if (!areIn(security)) {
            return security;
        }
        Authentication configured = security.authentication();
        List<ChannelGlob> given = givenClientIds(configured);
        return security.withAuthentication(
                configured
                        .withUsers(
                                configured.users().stream()
                                        .map(user -> prepare(user, given))
                                        .toArray(User[]::new))
                        .withKeyUsers(
                                configured.keyUsers().stream()
                                        .map(user -> prepare(user, given))
                                        .toArray(KeyUser[]::new)));
    }

    private static List<ChannelGlob> givenClientIds(Authentication configured) {
        return Stream.concat(
                        configured.users().stream().map(User::attachment),
                        configured.keyUsers().stream().map(KeyUser::attachment))
                .filter(StreamingPermissions.class::isInstance)
                .map(StreamingPermissions.class::cast)
                .flatMap(permissions -> permissions.clientIds().stream())
                .toList();
    }

    private User prepare(User user, List<ChannelGlob> given) {
        if (user.attachment() instanceof StreamingPermissions permissions) {
            StreamingRights rights = rights(user.name(), user.permissions(), permissions, given);
            return user.withPermissions(rights.nats()).withAttachment(rights);
        }
        return user.attachment() == null
                ? user.withAttachment(unlimited(user.name(), given))
                : user;
    }

    private KeyUser prepare(KeyUser user, List<ChannelGlob> given) {
        String name = user.key().text();
        if (user.attachment() instanceof StreamingPermissions permissions) {
            StreamingRights rights = rights(name, user.permissions(), permissions, given);
            return new KeyUser(user.key(), rights.nats(), user.connectionTypes(), rights);
        }
        return user.attachment() == null
                ? new KeyUser(
                        user.key(),
                        user.permissions(),
                        user.connectionTypes(),
                        unlimited(name, given))
                : user;
    }

    private static UnlimitedUser unlimited(String name, List<ChannelGlob> given) {
        return new UnlimitedUser(name, new ClientIdRights(List.of(), given));
    }

    private StreamingRights rights(
            String name,
            Permissions own,
            StreamingPermissions permissions,
            List<ChannelGlob> given) {
        String encoded = NAMES.encodeToString(name.getBytes(StandardCharsets.UTF_8));
        String acks = "_STAN.suback." + encoded + ".";
        ClientIdRights clientIds = new ClientIdRights(permissions.clientIds(), given);
        return new StreamingRights(name, permissions, clientIds, withNeeds(own, acks), acks);
    }

    private Permissions withNeeds(Permissions own, String acks) {
        SubjectRules publish =
                limited(own.publish())
                        .and(
                                rules(
                                        discoverPrefix + "." + clusterId,
                                        discoverPrefix + ".*.pings",
                                        "_STAN.pub.*.>",
                                        "_STAN.sub.*",
                                        "_STAN.unsub.*",
                                        "_STAN.subclose.*",
                                        "_STAN.close.*",
                                        acks + "*"));
        SubjectRules subscribe =
                limited(own.subscribe())
                        .and(
                                List.of(
                                        SubjectRule.named("_INBOX.*"),
                                        SubjectRule.named("_INBOX.*.>"),
                                        SubjectRule.named("_STAN.acks.*")));
        Responses responses = own.responses().allowed() ? own.responses() : Responses.DEFAULT;
        return new Permissions(publish, subscribe, responses, true);
    }

    /**
     * Returns the limited rules: a user with rights per channel may do nothing else, unless its
     * rules allow it.
     */
    private static SubjectRules limited(SubjectRules own) {
        return own.equals(SubjectRules.ALL) ? SubjectRules.NOTHING : own;
    }

    private static List<SubjectRule> rules(String... subjects) {
        return List.of(subjects).stream().map(SubjectRule::of).toList();
    }
}
