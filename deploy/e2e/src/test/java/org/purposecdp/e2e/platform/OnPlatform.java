package org.purposecdp.e2e.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs against the one platform; tests may take a {@code Platform} and a {@code Brand}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PlatformExtension.class)
public @interface OnPlatform {
    /**
     * The {@code @Order} of classes that leave thousands of records behind: each change of the
     * policy that comes after them folds all of these again.
     */
    int LATE = Order.DEFAULT + 1;
}
