package io.kongruent.kong.expression;

/** The type of a field's values. */
public enum FieldType {
    TEXT,
    INT,
    ADDRESS
}
