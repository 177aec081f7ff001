package dev.stanchion.server.config.keys;

import dev.stanchion.nats.permission.Permissions;
import dev.stanchion.nats.permission.Responses;
import dev.stanchion.nats.permission.SubjectRule;
import dev.stanchion.nats.permission.SubjectRules;
import dev.stanchion.protocol.Quoted;
import dev.stanchion.server.config.Entry;
import dev.stanchion.server.config.Value;
import dev.stanchion.server.config.keys.FileKey.Scope;
import dev.stanchion.server.rights.StreamingPermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The permissions of a user. Source: {@code spec/operations.md} 2.8, {@code spec/nats-core.md} 7.3;
 * {@code streaming} is Stanchion's own.
 *
 * @param streaming the rights on channels; null if there are none
 */
record PermissionKeys(Permissions nats, @Nullable StreamingPermissions streaming) {
    /** The permissions of a user without rules. */
    static final PermissionKeys ALL = new PermissionKeys(Permissions.ALL, null);

    /**
     * Reads a map.
     *
     * @throws BadKeyException if something in it is not valid
     */
    static PermissionKeys read(Entry entry) {
        StrictSection map = StrictSection.of(entry, Scope.PERMISSIONS);
        Permissions nats =
                Permissions.of(
                        rules(map.find(FileKey.PUBLISH), false),
                        rules(map.find(FileKey.SUBSCRIBE), true),
                        responses(map.find(FileKey.ALLOW_RESPONSES)));
        Entry streaming = map.find(FileKey.STREAMING_RIGHTS);
        return new PermissionKeys(nats, streaming == null ? null : streaming(streaming));
    }

    private static SubjectRules rules(@Nullable Entry entry, boolean queues) {
        if (entry == null) {
            return SubjectRules.ALL;
        }
        if (!(entry.value() instanceof Value.Section)) {
            return new SubjectRules(false, subjects(entry, queues), List.of());
        }
        StrictSection map = StrictSection.of(entry, Scope.SUBJECTS);
        Entry allow = map.find(FileKey.ALLOW);
        Entry deny = map.find(FileKey.DENY);
        return new SubjectRules(
                allow == null,
                allow == null ? List.of() : subjects(allow, queues),
                deny == null ? List.of() : subjects(deny, queues));
    }

    private static List<SubjectRule> subjects(Entry entry, boolean queues) {
        List<SubjectRule> rules = new ArrayList<>();
        for (String text : StrictSection.texts(entry)) {
            try {
                rules.add(SubjectRule.of(text));
            } catch (IllegalArgumentException e) {
                throw new BadKeyException(entry, entry.key() + ": " + e.getMessage());
            }
            if (!queues && !rules.getLast().queue().isEmpty()) {
                throw new BadKeyException(
                        entry,
                        "%s: %s has a queue group, which a publish cannot have (expected: a subject)"
                                .formatted(entry.key(), Quoted.quote(text)));
            }
        }
        return rules;
    }

    private static Responses responses(@Nullable Entry entry) {
        if (entry == null) {
            return Responses.NONE;
        }
        if (entry.value() instanceof Value.Truth(boolean allowed)) {
            return allowed ? Responses.DEFAULT : Responses.NONE;
        }
        StrictSection map = StrictSection.of(entry, Scope.RESPONSES);
        return Responses.of(map.whole(FileKey.RESPONSES_MAX), map.time(FileKey.RESPONSES_EXPIRES));
    }

    private static StreamingPermissions streaming(Entry entry) {
        StrictSection map = StrictSection.of(entry, Scope.CHANNEL_RIGHTS);
        try {
            return StreamingPermissions.of(
                            map.texts(FileKey.CHANNELS_PUBLISH),
                            map.texts(FileKey.CHANNELS_SUBSCRIBE))
                    .withClientIds(map.texts(FileKey.STREAMING_CLIENT_IDS));
        } catch (IllegalArgumentException e) {
            throw new BadKeyException(entry, entry.key() + ": " + e.getMessage());
        }
    }
}
