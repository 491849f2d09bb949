package org.purposecdp.consent.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.DataCategory;

import static org.purposecdp.contracts.policy.DataCategory.*;

/** The names that the Segment spec gives its common traits and events, to start from. */
final class DefaultCatalogue {
    static final Catalogue CATALOGUE = new Catalogue(traits(), events(), null);

    private DefaultCatalogue() {}

    private static Map<String, DataCategory> traits() {
        Map<String, DataCategory> traits = new HashMap<>();
        add(
                traits,
                CONTACT,
                List.of(
                        "email",
                        "phone",
                        "name",
                        "firstName",
                        "lastName",
                        "givenName",
                        "familyName",
                        "title",
                        "username",
                        "user_id",
                        "loyalty_id",
                        "website",
                        "avatar",
                        "address",
                        "street",
                        "city",
                        "postalCode",
                        "state",
                        "country"));
        add(
                traits,
                DEMOGRAPHIC,
                List.of("age", "birthday", "gender", "language", "locale", "company", "industry"));
        add(traits, DEVICE, List.of("device_id", "anonymous_id", "deviceType", "os", "browser"));
        add(traits, LOCATION, List.of("latitude", "longitude", "lastStore"));
        add(traits, SENTIMENT, List.of("satisfaction", "nps"));
        add(traits, TRANSACTIONAL, List.of("plan", "loyaltyTier", "loyaltyPoints"));
        add(traits, BEHAVIOURAL, List.of("createdAt", "lastSeen"));
        return traits;
    }

    private static Map<String, DataCategory> events() {
        Map<String, DataCategory> events = new HashMap<>();
        add(
                events,
                BEHAVIOURAL,
                List.of(
                        "page",
                        "screen",
                        "Products Searched",
                        "Product List Viewed",
                        "Product List Filtered",
                        "Promotion Viewed",
                        "Promotion Clicked",
                        "Product Clicked",
                        "Product Viewed",
                        "Product Added",
                        "Product Removed",
                        "Cart Viewed",
                        "Product Added to Wishlist",
                        "Product Removed from Wishlist",
                        "Wishlist Product Added to Cart",
                        "Product Shared",
                        "Cart Shared",
                        "Checkout Started",
                        "Checkout Step Viewed",
                        "Checkout Step Completed",
                        "Signed Up",
                        "Signed In",
                        "Signed Out",
                        "Application Installed",
                        "Application Opened",
                        "Application Updated",
                        "Application Backgrounded"));
        add(
                events,
                TRANSACTIONAL,
                List.of(
                        "Order Completed",
                        "Order Updated",
                        "Order Refunded",
                        "Order Cancelled",
                        "Payment Info Entered",
                        "Coupon Entered",
                        "Coupon Applied",
                        "Coupon Denied",
                        "Coupon Removed"));
        add(events, SENTIMENT, List.of("Product Reviewed", "Survey Answered", "Feedback Given"));
        add(events, LOCATION, List.of("Store Entered", "Store Visited", "Location Changed"));
        return events;
    }

    private static void add(
            Map<String, DataCategory> names, DataCategory category, List<String> some) {
        some.forEach(name -> names.put(name, category));
    }
}
