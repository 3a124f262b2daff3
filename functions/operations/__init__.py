"""Operations: what could not be handled and waits for a person, and the long work that runs.

Owns: nothing. It shows and moves messages of dead-letter queues, and shows executions of state machines.
Never: what the messages are about.
"""
