package org.purposecdp.identity.matching;

import java.util.Arrays;
import java.util.Optional;

/** What a record may say about a person that tells one person from another. */
public enum Field {
    FULL_NAME("fullName"),
    GIVEN_NAME("givenName"),
    MIDDLE_NAME("middleName"),
    FAMILY_NAME("familyName"),
    SUFFIX("suffix"),
    BIRTH_DATE("birthDate"),
    SEX("sex"),
    FULL_ADDRESS("fullAddress"),
    HOUSE_NUMBER("houseNumber"),
    STREET("street"),
    ADDRESS_LINE_2("addressLine2"),
    CITY("city"),
    POSTCODE("postcode"),
    EMAIL("email"),
    PHONE("phone"),
    NATIONAL_ID("nationalId"),
    PASSPORT("passport"),
    DRIVERS_LICENCE("driversLicence"),
    ORGANISATION("organisation");

    private final String id;

    Field(String id) {
        this.id = id;
    }

    /** The name in configurations and mappings. */
    public String id() {
        return id;
    }

    public Part part() {
        return switch (this) {
            case FULL_NAME, GIVEN_NAME, MIDDLE_NAME, FAMILY_NAME, SUFFIX -> Part.NAME;
            case BIRTH_DATE -> Part.BIRTH_DATE;
            case SEX -> Part.SEX;
            case FULL_ADDRESS, HOUSE_NUMBER, STREET, ADDRESS_LINE_2, CITY, POSTCODE -> Part.ADDRESS;
            case EMAIL -> Part.EMAIL;
            case PHONE -> Part.PHONE;
            case NATIONAL_ID -> Part.NATIONAL_ID;
            case PASSPORT, DRIVERS_LICENCE -> Part.DOCUMENT;
            case ORGANISATION -> Part.ORGANISATION;
        };
    }

    public static Optional<Field> of(String id) {
        return Arrays.stream(values()).filter(field -> field.id.equals(id)).findFirst();
    }
}
