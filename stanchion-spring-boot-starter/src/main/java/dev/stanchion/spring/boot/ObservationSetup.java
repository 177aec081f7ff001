package dev.stanchion.spring.boot;

import dev.stanchion.spring.StanObservations;
import io.micrometer.observation.ObservationRegistry;

/** Makes what traces get of sends and listeners from the properties. Immutable. */
record ObservationSetup(StanchionProperties.Observation properties, ObservationRegistry registry) {

    StanObservations observations() {
        String field = properties.jsonField();
        if (field == null || field.isEmpty()) {
            return properties.enabled() ? new StanObservations(registry) : StanObservations.NONE;
        }
        if (!properties.enabled()) {
            throw new InvalidSetupException(
                    "stanchion.observation.json-field is " + field + ", and nothing is observed.",
                    "Set stanchion.observation.enabled=true, or remove the field.");
        }
        return withField(field);
    }

    private StanObservations withField(String field) {
        try {
            return new StanObservations(registry, field);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetupException(
                    "stanchion.observation.json-field: " + e.getMessage() + ".",
                    "Take a key such as _trace.");
        }
    }
}
