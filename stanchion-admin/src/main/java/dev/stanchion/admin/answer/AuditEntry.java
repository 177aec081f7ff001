package dev.stanchion.admin.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says who has changed what, or has tried to. Immutable.
 *
 * @param action the operationId
 * @param body the body without payloads and secrets; null if there is none
 * @param result null if there is none
 */
public record AuditEntry(
        long number,
        Instant time,
        String requestId,
        String user,
        String role,
        String address,
        String action,
        String target,
        @Nullable Object body,
        long status,
        @Nullable Object result,
        long ms) {}
