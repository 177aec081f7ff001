package dev.stanchion.server.config.keys;

import dev.stanchion.engine.finding.FindingKinds;
import dev.stanchion.engine.finding.MalformedFindingsException;
import dev.stanchion.engine.identity.DuplicatePolicies;
import dev.stanchion.engine.identity.MalformedPolicyException;
import dev.stanchion.engine.policy.Policies;
import dev.stanchion.nats.NatsSecurity;
import dev.stanchion.nats.tls.Tls;
import dev.stanchion.protocol.Quoted;
import dev.stanchion.server.Limits;
import dev.stanchion.server.api.access.AdminOptions;
import dev.stanchion.server.config.ConfigurationFile;
import dev.stanchion.server.config.Entry;
import dev.stanchion.server.config.Position;
import dev.stanchion.server.config.Value;
import dev.stanchion.server.config.keys.FileKey.Meaning;
import dev.stanchion.server.config.keys.FileKey.Scope;
import dev.stanchion.server.flags.Flag;
import dev.stanchion.server.flags.FlagSupport;
import dev.stanchion.server.flags.Kind;
import dev.stanchion.server.flags.ParsedFlags;
import dev.stanchion.server.flags.ParsedFlags.Given;
import dev.stanchion.server.flags.StoreTypes;
import dev.stanchion.store.jetstream.adopt.AdoptedStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The content of configuration files as values of flags. {@code -c} names the file of the NATS
 * part, {@code -sc} that of the streaming part. If only one is there, it is for both. Source:
 * {@code spec/operations.md} 1.2 and 2.6. One thread fills it; afterwards it is read only.
 */
public final class FileOptions {
    private static final List<String> STREAMING = List.of("streaming");

    private final Map<Flag, Given> given = new EnumMap<>(Flag.class);
    private final Map<Flag, Position> places = new EnumMap<>(Flag.class);
    private final Map<String, UnaryOperator<Limits>> channels = new LinkedHashMap<>();
    private final Map<String, Boolean> nativeWriters = new LinkedHashMap<>();
    private final AdoptedKeys adopted = new AdoptedKeys();
    private final List<String> objections = new ArrayList<>();
    private final List<String> objectionsUnlessInGroup = new ArrayList<>();
    private final List<String> remarksInGroup = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final UnknownKeys unknown = new UnknownKeys();
    private final List<SecuredKey> secured = new ArrayList<>();
    private boolean hasWebSocket;
    private Tls webSocketTls = Tls.OFF;
    private NatsSecurity security = NatsSecurity.NONE;
    private AdminOptions admin = AdminOptions.DEFAULT;
    private Policies policies = Policies.NONE;
    private FileContent content = FileContent.NONE;

    private FileOptions() {}

    /**
     * Reads the files that the flags name, if any.
     *
     * @throws dev.stanchion.server.config.SyntaxException if one does not follow the grammar
     * @throws dev.stanchion.server.file.FileOpenException if one cannot be read
     * @throws BadKeyException if the value of a key is not valid
     */
    public static FileOptions read(ParsedFlags flags, Map<String, String> environment) {
        String core = flags.text(Flag.CONFIG);
        String streaming = flags.text(Flag.STAN_CONFIG);
        FileOptions options = new FileOptions();
        if (core.isEmpty() && streaming.isEmpty()) {
            return options;
        }
        if (core.isEmpty() || streaming.isEmpty()) {
            options.readBoth(section(core + streaming, environment));
        } else {
            options.readCore(section(core, environment), false);
            options.readStreaming(section(streaming, environment), false);
        }
        return options;
    }

    private static Value.Section section(String file, Map<String, String> environment) {
        return ConfigurationFile.read(Path.of(file), environment);
    }

    private void readBoth(Value.Section file) {
        boolean shared = file.find(STREAMING) == null;
        readCore(file, shared);
        readStreaming(file, shared);
    }

    /**
     * Reads the top level. It may contain keys of the streaming part if there is no map for them.
     */
    private void readCore(Value.Section file, boolean shared) {
        apply(file, Scope.CORE);
        readSecurity(file);
        content =
                new FileContent(
                        file.entries().isEmpty(), file.find(FileKey.AUTHORIZATION.names()) != null);
        Set<String> known = UnknownKeys.names(Scope.CORE);
        known.addAll(STREAMING);
        if (shared) {
            known.addAll(UnknownKeys.names(Scope.STREAMING));
        }
        unknown.collect(file, known);
    }

    /**
     * Reads the keys about security. An error there may be a consequence of a refused key, for
     * example of users in an account.
     */
    private void readSecurity(Value.Section file) {
        try {
            security = SecurityKeys.ofFile(file);
            Entry map = file.find(FileKey.ADMIN.names());
            admin = map == null ? AdminOptions.DEFAULT : AdminKeys.read(map);
        } catch (BadKeyException e) {
            if (objections.isEmpty()) {
                throw e;
            }
        }
    }

    private void readStreaming(Value.Section file, boolean shared) {
        Entry map = file.find(STREAMING);
        if (map == null) {
            applyShared(file);
        } else {
            applyAll(FileValue.section(map, Scope.STREAMING.title()), Scope.STREAMING);
        }
        if (map == null && !shared) {
            Set<String> known = UnknownKeys.names(Scope.CORE);
            known.addAll(UnknownKeys.names(Scope.STREAMING));
            unknown.collect(file, known);
        }
    }

    /**
     * Applies keys of the streaming part at the top level. A key that both parts have belongs to
     * the NATS part.
     */
    private void applyShared(Value.Section file) {
        List<String> taken = new ArrayList<>(FileKey.TLS.names());
        taken.addAll(FileKey.CLUSTER.names());
        List<Entry> left =
                file.entries().stream()
                        .filter(entry -> !taken.contains(entry.key().toLowerCase(Locale.ROOT)))
                        .toList();
        apply(new Value.Section(left), Scope.STREAMING);
    }

    private void applyAll(Value.Section section, Scope scope) {
        apply(section, scope);
        unknown.collect(section, UnknownKeys.names(scope));
    }

    private void apply(Value.Section section, Scope scope) {
        for (FileKey key : scope.keys()) {
            if (key.meaning() instanceof Meaning.Unsupported(FlagSupport support)) {
                noteEach(section, key, support);
                continue;
            }
            Entry entry = section.find(key.names());
            if (entry != null) {
                apply(key, entry);
            }
        }
    }

    /**
     * Notes each key without effect. Such keys are not names for one thing, so each gets its own
     * line.
     */
    private void noteEach(Value.Section section, FileKey key, FlagSupport support) {
        for (String name : key.names()) {
            Entry entry = section.find(List.of(name));
            if (entry != null) {
                note(entry, support);
            }
        }
    }

    private void apply(FileKey key, Entry entry) {
        switch (key.meaning()) {
            case Meaning.Sets(Flag flag) ->
                    set(flag, entry, FileValue.of(entry, flag, key.scope()));
            case Meaning.Either(Flag truth, Flag text) -> {
                Flag flag = entry.value() instanceof Value.Text ? text : truth;
                set(flag, entry, FileValue.of(entry, flag, key.scope()));
            }
            case Meaning.Address(Flag host, Flag port) -> setAddress(entry, host, port);
            case Meaning.Inner(Scope scope) -> {
                Value.Section section = FileValue.section(entry, scope.title());
                if (scope == Scope.WEBSOCKET) {
                    hasWebSocket = true;
                    webSocketTls = SecurityKeys.tls(section, FileKey.WEBSOCKET_TLS);
                }
                applyAll(section, scope);
            }
            case Meaning.Channels ignored -> readChannels(entry);
            case Meaning.Policies ignored -> policies = PolicyKeys.read(entry);
            case Meaning.OfChannel ignored ->
                    throw new IllegalStateException(entry.key() + " is read with its channel");
            case Meaning.OfPolicy ignored ->
                    throw new IllegalStateException(entry.key() + " is read with its policy");
            case Meaning.Secures ignored -> // readCore reads it as a whole
                    secured.add(new SecuredKey(key, entry));
            case Meaning.Links(String inside, FlagSupport linked, FlagSupport alone) -> {
                boolean links =
                        entry.value() instanceof Value.Section map
                                && map.find(List.of(inside)) != null;
                note(entry, links ? linked : alone);
            }
            case Meaning.Unsupported ignored ->
                    throw new IllegalStateException(entry.key() + " means nothing");
        }
    }

    private void set(Flag flag, Entry entry, String value) {
        check(flag, entry, value);
        String label = entry.position() + ": " + entry.key();
        if (flag.kind() == Kind.DURATION && entry.value() instanceof Value.Whole) {
            warnings.add(
                    "%s: %s is read as seconds; write \"%s\""
                            .formatted(label, entry.value(), value));
        }
        given.put(flag, new Given(entry.key(), entry.position().toString(), value));
        places.put(flag, entry.position());
    }

    /** Checks a value now, because a later error could not name the place in the file. */
    private static void check(Flag flag, Entry entry, String value) {
        boolean isStore = StoreTypes.isOne(value);
        if (flag == Flag.STORE && !isStore) {
            throw new BadKeyException(entry, "unknown store type: " + value);
        }
        if (flag == Flag.COMPAT && !value.equals("strict")) {
            throw new BadKeyException(
                    entry, "compat: %s (expected: strict)".formatted(Quoted.quote(value)));
        }
        if (flag == Flag.DUPLICATE_CLIENTS) {
            checkPolicies(entry, value);
        }
        if (flag == Flag.FINDINGS) {
            checkFindings(entry, value);
        }
    }

    private static void checkFindings(Entry entry, String value) {
        try {
            FindingKinds.parse(value);
        } catch (MalformedFindingsException e) {
            throw new BadKeyException(
                    entry,
                    "findings: %s (expected: %s)".formatted(Quoted.quote(e.part()), e.expected()));
        }
    }

    private static void checkPolicies(Entry entry, String value) {
        try {
            DuplicatePolicies.parse(value);
        } catch (MalformedPolicyException e) {
            throw new BadKeyException(
                    entry,
                    "duplicate_clients: %s (expected: %s)"
                            .formatted(Quoted.quote(e.rule()), e.expected()));
        }
    }

    private void setAddress(Entry entry, Flag hostFlag, Flag portFlag) {
        String address = entry.value().toString();
        int colon = address.lastIndexOf(':');
        String port = address.substring(colon + 1);
        boolean isAddress =
                (entry.value() instanceof Value.Text && colon >= 0)
                        || entry.value() instanceof Value.Whole;
        if (!isAddress || !port.matches("-?[0-9]{1,5}")) {
            throw new BadKeyException(
                    entry, "could not parse address string " + Quoted.quote(address));
        }
        set(portFlag, entry, port);
        if (colon > 0) {
            set(hostFlag, entry, address.substring(0, colon).replaceAll("^\\[|]$", ""));
        }
    }

    private void note(Entry entry, FlagSupport support) {
        boolean isOff = entry.value() instanceof Value.Truth(boolean holds) && !holds;
        String label = entry.position() + ": " + entry.key();
        switch (support) {
            case FlagSupport.Used ignored ->
                    throw new IllegalStateException(label + ": no code uses this key");
            case FlagSupport.OfStore ignored ->
                    throw new IllegalStateException(label + ": no code uses this key");
            case FlagSupport.OfExternalNats ignored ->
                    throw new IllegalStateException(label + ": no code uses this key");
            case FlagSupport.MissingUnlessInGroup(String because, String inGroup) -> {
                if (!isOff) {
                    objectionsUnlessInGroup.add(
                            label + " is not available in this version of Stanchion: " + because);
                    remarksInGroup.add(label + " has no effect: " + inGroup);
                }
            }
            case FlagSupport.Inert inert ->
                    remarks.add(label + " has no effect: " + inert.because());
            case FlagSupport.Missing missing -> {
                if (!isOff) {
                    objections.add(
                            label
                                    + " is not available in this version of Stanchion: "
                                    + missing.because());
                }
            }
        }
    }

    private void readChannels(Entry entry) {
        for (Entry channel : FileValue.section(entry, "per channel limits").entries()) {
            Value.Section limits = FileValue.section(channel, "channel limits");
            channels.put(
                    channel.key(), adopted.read(channel, limits, ChannelLimitsKeys.read(limits)));
            Entry writers = limits.find(FileKey.CHANNEL_NATIVE_WRITERS.names());
            if (writers != null) {
                nativeWriters.put(channel.key(), FileValue.truth(writers, Scope.CHANNEL));
            }
            Set<String> known = UnknownKeys.names(Scope.STORE_LIMITS);
            FileKey.CHANNELS.names().forEach(known::remove);
            FileKey.MAX_CHANNELS.names().forEach(known::remove);
            known.addAll(UnknownKeys.names(Scope.CHANNEL));
            unknown.collect(limits, known);
        }
    }

    /** Returns who may connect, and how connections are encrypted. */
    public NatsSecurity security() {
        return security;
    }

    /** Returns who may use the API of the monitoring port for what. */
    public AdminOptions admin() {
        return admin;
    }

    /** Returns what an operator wants for channels. */
    public Policies policies() {
        return policies;
    }

    /** Returns a summary of the file of the NATS part. */
    public FileContent content() {
        return content;
    }

    /** Returns the values of the files in the form of flags on the command line. */
    public Map<Flag, Given> given() {
        return given;
    }

    /** Returns the places of the keys of {@link #given}. */
    public Map<Flag, Position> places() {
        return places;
    }

    /** Returns the changes of limits, by channel pattern. */
    public Map<String, UnaryOperator<Limits>> channels() {
        return channels;
    }

    /** Returns whether JetStream clients may write to channels, by channel pattern. */
    public Map<String, Boolean> nativeWriters() {
        return nativeWriters;
    }

    /** Returns the streams of somebody else that channels adopt, by channel. */
    public Map<String, AdoptedStream> adoptedStreams() {
        return adopted.streams();
    }

    /** Returns whether there is a port for WebSocket clients. */
    public boolean hasWebSocket() {
        return hasWebSocket;
    }

    /** Returns how connections of WebSocket clients are encrypted. */
    public Tls webSocketTls() {
        return webSocketTls;
    }

    /** Returns the keys about security, which {@link #security} contains as a whole. */
    public List<SecuredKey> secured() {
        return secured;
    }

    /**
     * Returns one line for each key of a feature that is not supported.
     *
     * @param inGroup whether the server is a member of a group
     */
    public List<String> objections(boolean inGroup) {
        List<String> all = new ArrayList<>(objections);
        if (!inGroup) {
            all.addAll(objectionsUnlessInGroup);
        }
        return all;
    }

    /** Returns one line for each key without effect that only a member of a group may have. */
    public List<String> remarksInGroup() {
        return remarksInGroup;
    }

    /** Returns one line for each key whose value may be a mistake. */
    public List<String> warnings() {
        return warnings;
    }

    /** Returns the unknown keys. */
    public UnknownKeys unknown() {
        return unknown;
    }

    /** Returns one line for each key without effect. */
    public List<String> remarks() {
        return remarks;
    }
}
