package dev.stanchion.admin.json;

import dev.stanchion.admin.answer.JsonName;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of JSON objects, by the names of their components, and objects of records. Unknown
 * members are passed over. Safe for use by many threads.
 */
public final class Records {
    private Records() {}

    /**
     * Makes a record.
     *
     * @throws IllegalArgumentException if a member has another type than its component, or a member
     *     is missing that has no natural value for nothing
     */
    public static <T> T read(Class<T> type, Map<String, Object> object) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = nameOf(components[i]);
            types[i] = components[i].getType();
            values[i] = member(components[i], name, object.get(name));
        }
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(type.getSimpleName() + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is no record of this module", e);
        }
    }

    /** Returns the name in JSON. */
    static String nameOf(RecordComponent component) {
        JsonName renamed = component.getAnnotation(JsonName.class);
        return renamed == null ? component.getName() : renamed.value();
    }

    private static @Nullable Object member(
            RecordComponent component, String name, @Nullable Object value) {
        if (value != null) {
            return converted(component.getGenericType(), name, value);
        }
        boolean mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return mayBeNull ? null : nothing(component.getType(), name);
    }

    private static Object nothing(Class<?> type, String name) {
        if (type == long.class) {
            return 0L;
        }
        if (type == int.class) {
            return 0;
        }
        if (type == double.class) {
            return 0.0;
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == String.class) {
            return "";
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type.isRecord()) {
            return read(type, Map.of());
        }
        throw new IllegalArgumentException("the member " + name + " is missing");
    }

    private static Object converted(Type type, String name, Object value) {
        if (type instanceof ParameterizedType generic) {
            return collection(generic, name, value);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isRecord() && value instanceof Map<?, ?> object) {
            return read(wanted, membersOf(object));
        }
        if (wanted == Object.class) {
            return value;
        }
        if (wanted == String.class) {
            return value.toString();
        }
        if (wanted == Instant.class) {
            return time(name, value);
        }
        if ((wanted == boolean.class || wanted == Boolean.class) && value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            if (wanted == long.class || wanted == Long.class) {
                return number.longValue();
            }
            if (wanted == int.class || wanted == Integer.class) {
                return number.intValue();
            }
            if (wanted == double.class || wanted == Double.class) {
                return number.doubleValue();
            }
        }
        throw wrong(name, value);
    }

    private static Object collection(ParameterizedType type, String name, Object value) {
        Type[] of = type.getActualTypeArguments();
        if (type.getRawType() == List.class && value instanceof List<?> items) {
            return items.stream().map(item -> converted(of[0], name, item)).toList();
        }
        if (type.getRawType() == Map.class && value instanceof Map<?, ?> members) {
            Map<String, Object> converted = new LinkedHashMap<>();
            members.forEach(
                    (key, member) -> converted.put(key.toString(), converted(of[1], name, member)));
            return converted;
        }
        throw wrong(name, value);
    }

    private static Instant time(String name, Object value) {
        try {
            return Instant.parse(value.toString());
        } catch (DateTimeException e) {
            throw wrong(name, value);
        }
    }

    private static IllegalArgumentException wrong(String name, Object value) {
        return new IllegalArgumentException("the member " + name + " is " + value);
    }

    private static Map<String, Object> membersOf(Map<?, ?> object) {
        return object.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue));
    }

    /** Returns the members of a record that are not null. */
    static Map<String, Object> members(Record row) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(row);
                if (value != null) {
                    members.put(nameOf(component), value);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(row.getClass() + " is not public", e);
            }
        }
        return members;
    }
}
