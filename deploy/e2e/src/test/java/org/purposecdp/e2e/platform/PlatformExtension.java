package org.purposecdp.e2e.platform;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

import org.purposecdp.e2e.brand.Brand;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

/** Gives tests the platform, started by the first that asks, and a brand of their own on it. */
final class PlatformExtension implements ParameterResolver, ExecutionCondition, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(PlatformExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Platform.class || type == Brand.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Platform platform = platform(context);
        return parameter.getParameter().getType() == Platform.class
                ? platform
                : Brand.register(platform);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!AnnotationSupport.isAnnotated(context.getElement(), Durable.class)) {
            return enabled("says nothing of durability");
        }
        return platform(context).realMongoDb()
                ? enabled("a real mongod")
                : disabled("speaks of durability, and this MongoDB is a double");
    }

    /** A journey that failed half-way must not take the others with it. */
    @Override
    public void afterEach(ExtensionContext context) {
        platform(context).revive();
    }

    /**
     * Kept by the root, which closes it after the last test; a start that failed is not tried
     * again.
     */
    private static Platform platform(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("platform", key -> Start.attempt(), Start.class)
                .platform();
    }

    private record Start(Platform held, Throwable failure) implements AutoCloseable {
        static Start attempt() {
            try {
                return new Start(Platform.start(), null);
            } catch (RuntimeException | Error e) {
                return new Start(null, e);
            }
        }

        Platform platform() {
            if (failure != null) {
                throw new IllegalStateException("the platform did not start", failure);
            }
            return held;
        }

        @Override
        public void close() {
            if (held != null) {
                held.close();
            }
        }
    }
}
