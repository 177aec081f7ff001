package dev.stanchion.protocol;

/** Checks client IDs ({@code spec/streaming.md} 2.1). */
public final class ClientIdSyntax {
    private ClientIdSyntax() {}

    /**
     * Returns whether an ID consists of one or more of {@code A-Z a-z 0-9 _ -}, and nothing else.
     */
    public static boolean isValid(String id) {
        return !id.isEmpty() && id.chars().allMatch(ClientIdSyntax::isAllowed);
    }

    private static boolean isAllowed(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '_'
                || character == '-';
    }
}
