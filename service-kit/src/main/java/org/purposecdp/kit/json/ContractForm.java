package org.purposecdp.kit.json;

import java.time.Instant;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;

import org.purposecdp.contracts.json.Json;

/**
 * Instants, decimals and nulls on the APIs are written as on the topics; a misspelt field is an
 * error, and what no store can hold is refused at the door.
 */
@Singleton
class ContractForm implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        Json.configure(mapper)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .registerModule(
                        new SimpleModule("bodies")
                                .addDeserializer(String.class, new CleanText())
                                .addDeserializer(Instant.class, new InstantOfOurTime()));
    }
}
