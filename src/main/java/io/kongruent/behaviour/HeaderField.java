package io.kongruent.behaviour;

/**
 * One line of a header. Bytes which are not UTF-8 travel in the form of {@link WireText}.
 *
 * @param name the field name as it was or will be sent; equal to another whatever the case
 * @param value the field value, without the white space around it
 */
public record HeaderField(String name, String value) {}
