package org.purposecdp.e2e.journey;

import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** The door may know a new activity before those behind it do. */
@OnPlatform
class NewSourceIT {
    private static final int TIMES = 4;

    @Test
    void recordIsNotJudgedByAnOlderPolicyThanTheOneThatLetItIn(Platform platform) {
        for (int i = 0; i < TIMES; i++) {
            platform.service(Stack.PROFILE).suspend();
            Person aino;
            try {
                Brand brand = Brand.register(platform);
                aino = brand.person("Aino");
                aino.grants("marketing");
                brand.shop().send(aino.identify().trait("favouriteColour", "blue"));
            } finally {
                platform.service(Stack.PROFILE).resume();
            }

            aino.awaitProfile(
                    "marketing",
                    profile -> assertThat(profile.traits()).containsKey("favouriteColour"));
        }
    }
}
