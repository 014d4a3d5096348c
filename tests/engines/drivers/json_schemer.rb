# ruby json_schemer.rb SCHEMA VALUES: prints true or false, one line for each value of the array.
require "set"  # json_schemer 0.2 forgets it
require "json"
require "json_schemer"

schema, values = ARGV.map { |file| JSON.parse(File.read(file, encoding: "UTF-8")) }
refuse = proc { |uri| raise "the engine tried to fetch #{uri}" }
schemer = JSONSchemer.schema(schema, ref_resolver: refuse)
values.each { |value| puts schemer.valid?(value) }
