/**
 * The params of estimators and models, in groups: their names, rules, texts and defaults.
 *
 * <p>A group is an interface of getters, an interface of setters, and a class that declares the
 * params for one owner. {@link org.sparkdropout.ml.param.SharedParams} is all of them. The params
 * know their own rules alone; what several must fulfil together is checked in {@link
 * org.sparkdropout.fit}.
 *
 * @serial exclude
 */
package org.sparkdropout.ml.param;
