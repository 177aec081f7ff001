package dev.stanchion.kit.cluster.stream;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why JetStream does not do what it is asked to do. Immutable.
 *
 * @param code as in HTTP
 * @param errorCode of JetStream
 */
public record ApiError(int code, int errorCode, String description) {
    public static final ApiError BAD_REQUEST = new ApiError(400, 10003, "bad request");
    public static final ApiError CLUSTER_UNAVAILABLE =
            new ApiError(503, 10008, "JetStream system temporarily unavailable");
    public static final ApiError CONSUMER_NAME_EXISTS =
            new ApiError(400, 10013, "consumer name already in use");
    public static final ApiError CONSUMER_NOT_FOUND =
            new ApiError(404, 10014, "consumer not found");
    public static final ApiError INSUFFICIENT_RESOURCES =
            new ApiError(503, 10023, "insufficient resources");
    public static final ApiError NO_MESSAGE_FOUND = new ApiError(404, 10037, "no message found");
    public static final ApiError MESSAGE_TOO_LARGE =
            new ApiError(400, 10054, "message size exceeds maximum allowed");
    public static final ApiError STREAM_NAME_MISMATCH =
            new ApiError(400, 10056, "stream name in subject does not match request");
    public static final ApiError STREAM_NAME_EXISTS =
            new ApiError(400, 10058, "stream name already in use with a different configuration");
    public static final ApiError STREAM_NOT_FOUND = new ApiError(404, 10059, "stream not found");
    public static final ApiError STREAM_NOT_MATCHED =
            new ApiError(400, 10060, "expected stream does not match");
    public static final ApiError SUBJECTS_OVERLAP =
            new ApiError(400, 10065, "subjects overlap with an existing stream");
    public static final ApiError WRONG_LAST_SEQUENCE_IN_FLIGHT =
            new ApiError(400, 10164, "wrong last sequence");
    public static final ApiError TIME_TO_LIVE_INVALID =
            new ApiError(400, 10165, "invalid per-message TTL");
    public static final ApiError TIME_TO_LIVE_DISABLED =
            new ApiError(400, 10166, "per-message TTL is disabled");
    public static final ApiError BATCH_DISABLED =
            new ApiError(400, 10205, "batch publish is disabled");
    public static final ApiError BATCH_PATTERN =
            new ApiError(400, 10206, "batch publish pattern is invalid");
    public static final ApiError BATCH_ID = new ApiError(400, 10207, "batch publish ID is invalid");
    public static final ApiError BATCH_UNKNOWN =
            new ApiError(400, 10208, "batch publish ID unknown");
    public static final ApiError BATCH_TOO_MANY =
            new ApiError(429, 10211, "batch publish too many inflight");

    public static ApiError wrongLastSequence(long sequence) {
        return new ApiError(400, 10071, "wrong last sequence: " + sequence);
    }

    public static ApiError invalidJson(String why) {
        return new ApiError(400, 10025, "invalid JSON: " + why);
    }

    public static ApiError invalidConfiguration(String why) {
        return new ApiError(500, 10052, why);
    }

    public static ApiError deleteFailed(String why) {
        return new ApiError(500, 10057, why);
    }

    public static ApiError storeFailed(String why) {
        return new ApiError(503, 10077, why);
    }

    public static ApiError purgeFailed(String why) {
        return new ApiError(500, 10110, why);
    }

    public static ApiError rollupFailed(String why) {
        return new ApiError(500, 10111, why);
    }

    /** Returns what stands as {@code error} in an answer. */
    public Map<String, Object> toJson() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("err_code", errorCode);
        error.put("description", description);
        return error;
    }
}
