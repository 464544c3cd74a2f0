"""Thousands of invented people for the stand-in page: the demo's, over and over, each with a bio of their own."""

from dataclasses import replace

from fieldmark.demo.people import StandInPerson, make_people

# Ids of the demo's people lie within some millions of one another.
ID_STEP = 1_000_000_000


def make_crowd(count: int) -> tuple[StandInPerson, ...]:
    """So many people with ids and handles of their own; a bio is the first half of one, the second half of another."""
    people = make_people()
    bios = [person.bio.split(" ") for person in people if person.bio]
    crowd = []
    for place in range(count):
        lap, number = divmod(place, len(people))
        person = people[number]
        one, other = bios[place % len(bios)], bios[(place * 7 + lap) % len(bios)]
        bio = " ".join(one[: (len(one) + 1) // 2] + other[len(other) // 2 :])
        handle = f"{person.handle[:9]}{place}"
        identity = str(int(person.id) + lap * ID_STEP)
        crowd.append(replace(person, id=identity, handle=handle, bio=bio if person.bio else ""))
    return tuple(crowd)
