package org.purposecdp.contracts.text;

import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * A form that whole texts may have. A text is measured before it is matched, and matched by RE2: in
 * one pass, however it was made up.
 */
public final class Shape {
    private final int longest;
    private final Pattern pattern;

    private Shape(int longest, Pattern pattern) {
        this.longest = longest;
        this.pattern = pattern;
    }

    /**
     * @param longest what is longer, in {@code char}s, does not fit and is not looked at
     * @param pattern in the syntax of RE2
     */
    public static Shape of(int longest, String pattern) {
        return new Shape(longest, Pattern.compile(pattern));
    }

    /** None is of no form. */
    public boolean fits(CharSequence text) {
        return text != null && text.length() <= longest && pattern.matcher(text).matches();
    }

    /**
     * What the pattern's groups hold, the first at 1; null where one has no part in it. Nothing
     * where the text does not fit.
     */
    public Optional<String[]> groups(CharSequence text) {
        if (text == null || text.length() > longest) {
            return Optional.empty();
        }
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String[] groups = new String[matcher.groupCount() + 1];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = matcher.group(i);
        }
        return Optional.of(groups);
    }
}
