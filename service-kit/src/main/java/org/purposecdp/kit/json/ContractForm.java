package org.purposecdp.kit.json;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;

import org.purposecdp.contracts.json.Json;

/**
 * Instants, decimals and nulls on the APIs are written as on the topics; a misspelt field is an
 * error.
 */
@Singleton
class ContractForm implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        Json.configure(mapper).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }
}
